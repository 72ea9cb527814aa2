/**
 * Addressed random numbers: Philox4x32-10 under a key and a counter, so that every number has an
 * address and is the same on any thread, in any order and on any device.
 */
package org.lethe.core.random;
