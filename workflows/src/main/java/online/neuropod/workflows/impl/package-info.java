/** The workflows themselves. Deterministic: no clock, randomness, I/O or threads but Temporal's. */
@NullMarked
package online.neuropod.workflows.impl;

import org.jspecify.annotations.NullMarked;
