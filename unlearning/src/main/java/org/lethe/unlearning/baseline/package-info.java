/** What every forgetting method is compared with: retraining, and doing nothing. */
package org.lethe.unlearning.baseline;
