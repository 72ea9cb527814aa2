/**
 * Reports as one HTML file that needs nothing else, and the plots in them, which are also saved as
 * SVG and PNG.
 */
package org.lethe.validation.report;
