/** Forgetting by weighing draws anew. */
package org.lethe.unlearning.reweight;
