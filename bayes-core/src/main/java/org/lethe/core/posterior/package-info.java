/**
 * What inference and forgetting return: posteriors that predict, summarise, draw and are compared
 * in closed form, and the {@code Fit} that carries one together with where it came from, whether it
 * is trusted and what it cost. A fit is saved to a checksummed file and read back bit for bit,
 * without the rows that it was learned from.
 */
package org.lethe.core.posterior;
