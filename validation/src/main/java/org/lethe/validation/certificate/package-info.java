/**
 * The verdict on one act of forgetting, with the evidence it rests on and what it does not show, in
 * a file that refuses to be read once it was edited.
 */
package org.lethe.validation.certificate;
