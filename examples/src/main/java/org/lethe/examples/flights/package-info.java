/** A sparse process on more rows than are kept in memory, read from Parquet files. */
package org.lethe.examples.flights;
