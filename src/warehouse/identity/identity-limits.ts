/** Beyond these, evidence is more likely to tell of a shared device or a fault than of one person. */
export interface IdentityLimits {
  /** Logins on one device; one with more is shared and joins nobody. Default 3. */
  readonly loginsPerDevice: number;
  /** Devices of one person; evidence by devices of who has more does not count. Default 20. */
  readonly devicesPerPerson: number;
  /** Logins of one person; evidence by devices that would join more does not count. Default 5. */
  readonly loginsPerPerson: number;
}

export const DEFAULT_IDENTITY_LIMITS: IdentityLimits = { loginsPerDevice: 3, devicesPerPerson: 20, loginsPerPerson: 5 };
