/** What is asked for does not exist: the one refusal of the lifecycle that Fabric answers with status 404. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}
