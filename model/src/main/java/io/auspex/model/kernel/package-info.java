/**
 * The loops that prediction spends its time in, apart from the models that they serve: what a machine can do faster than plain Java
 * is exchanged here and nowhere else. Uses no other package of the house.
 */
package io.auspex.model.kernel;
