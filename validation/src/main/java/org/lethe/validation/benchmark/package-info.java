/**
 * Speed, measured as any library could measure it: a job with fixed data, steps and quality, timed
 * warm, and reported as one JSON object.
 */
package org.lethe.validation.benchmark;
