package online.neuropod.store.leases;

import java.time.Instant;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Who has a lease.
 *
 * @param id name of the work
 * @param until when it is anybody's
 */
@Document("leases")
record LeaseDocument(String id, String holder, Instant until) {}
