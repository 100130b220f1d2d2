@NullMarked
package online.neuropod.activities;

import org.jspecify.annotations.NullMarked;
