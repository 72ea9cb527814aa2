/**
 * Reports as one HTML file that needs nothing else, and the plots in them, which XChart draws and
 * which are also saved as PNG.
 */
package org.lethe.validation.report;
