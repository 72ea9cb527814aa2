/** Numbers and tables as a person reads them in a terminal. */
package org.lethe.examples.text;
