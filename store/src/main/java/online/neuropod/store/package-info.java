/** MongoDB: documents, repositories and indexes, one package per aggregate. */
@NullMarked
package online.neuropod.store;

import org.jspecify.annotations.NullMarked;
