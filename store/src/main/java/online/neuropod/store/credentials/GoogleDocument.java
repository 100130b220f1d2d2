package online.neuropod.store.credentials;

import java.time.Instant;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An account at Google.
 *
 * @param id Google's own, which stays when the address changes
 */
@Document("googleAccounts")
record GoogleDocument(String id, String userId, Instant at) {}
