/** The mode of a posterior, and the normal approximation there. */
package org.lethe.inference.laplace;
