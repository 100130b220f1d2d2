@NullMarked
package online.neuropod.workflows.impl;

import org.jspecify.annotations.NullMarked;
