/**
 * Exact conjugate posteriors. Each keeps its sufficient statistics without any rounding, so that
 * rows can be added to it and taken from it again, in any order, with the very bits of a fresh fit.
 */
package org.lethe.inference.conjugate;
