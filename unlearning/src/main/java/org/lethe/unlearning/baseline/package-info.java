/**
 * What every forgetting method is compared with: retraining, doing nothing, fine-tuning with and
 * without a penalty or by continuing chains, and climbing the loss of the rows to forget.
 */
package org.lethe.unlearning.baseline;
