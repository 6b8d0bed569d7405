import type { Subscription } from "./subscription";

const lacksAddress = ({ address }: Subscription) => !/.@./.test(address);

export const isBlocked = (subscription: Subscription) => !(!lacksAddress(subscription) && !subscription.noConsent);
