/**
 * Distances between what a retrain believes and what a forgotten posterior believes, each with an
 * interval and with the yardsticks that give it a scale.
 */
package org.lethe.validation.divergence;
