/** The name of an HTTP header (RFC 9110 §5.1). */
export const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
