/** What somebody may do. Each role may do all that those before it may. */
export const ROLES = ['viewer', 'publisher', 'admin'] as const;
/** `viewer` watches, `publisher` also pushes pictures, `admin` also adds and removes sources. */
export type Role = (typeof ROLES)[number];

/** Who somebody is to the gateway, once let in. */
export interface Access {
  readonly role: Role;
  /** Which token opened; absent for this machine, which needs none. */
  readonly tokenId?: string;
}

/** Whether a role may do what `needed` asks. */
export function allows(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
