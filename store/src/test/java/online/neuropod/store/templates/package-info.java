@NullMarked
package online.neuropod.store.templates;

import org.jspecify.annotations.NullMarked;
