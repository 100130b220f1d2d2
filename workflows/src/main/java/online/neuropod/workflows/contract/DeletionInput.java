package online.neuropod.workflows.contract;

/**
 * Which deletion is to be carried out.
 *
 * @param installation the installation's id
 * @param userId whose pods, volume and data go
 * @param request id of the deletion
 * @param by user id of the administrator who wants it
 */
public record DeletionInput(String installation, String userId, String request, String by) {}
