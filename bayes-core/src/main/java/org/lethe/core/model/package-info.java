/**
 * Models: parameters with priors and one log-likelihood term a row, traced once into expressions.
 * That there is a term a row is what makes forgetting rows possible.
 */
package org.lethe.core.model;
