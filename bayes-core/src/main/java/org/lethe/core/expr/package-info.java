/**
 * Array expressions, their derivatives, and the programs that run them. An expression is traced
 * once and run many times; derivatives are expressions again, so every order of them exists.
 */
package org.lethe.core.expr;
