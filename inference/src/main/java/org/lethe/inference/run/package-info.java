/**
 * What surrounds every computation: the seed, the device, the listener, the checkpoint, and the
 * ways in which a computation ends without a result.
 */
package org.lethe.inference.run;
