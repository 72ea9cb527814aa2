/** Figures that say whether a result can be believed, from the result itself. */
package org.lethe.inference.diagnostics;
