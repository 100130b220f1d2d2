/** Tests of the contract of failures and of the texts. */
@NullMarked
package online.neuropod.api.answer;

import org.jspecify.annotations.NullMarked;
