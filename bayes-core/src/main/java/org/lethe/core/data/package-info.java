/**
 * Rows with stable ids: schemas that own every constant learned from rows, immutable columnar
 * tables, signed edits of them, and the refusals that name file, line and column.
 */
package org.lethe.core.data;
