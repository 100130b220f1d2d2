package online.neuropod.api.answer;

/**
 * What is wrong with one field of a request.
 *
 * @param field its name; nested ones with dots
 * @param message what is wrong, in the reader's language
 */
public record FieldFault(String field, String message) {}
