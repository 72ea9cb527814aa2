/** Attacks that try to tell whether rows were learned, as evidence that they no longer are. */
package org.lethe.validation.attack;
