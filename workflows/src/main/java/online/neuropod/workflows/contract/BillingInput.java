package online.neuropod.workflows.contract;

/**
 * Which session is billed.
 *
 * @param installation the installation's id
 * @param podId the pod
 * @param ownerId whose wallet pays
 * @param session the session
 */
public record BillingInput(String installation, String podId, String ownerId, long session) {}
