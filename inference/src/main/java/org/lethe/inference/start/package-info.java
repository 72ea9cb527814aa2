/** Where searches and chains start: a point of finite density and gradient. */
package org.lethe.inference.start;
