/** A lead as the demo hands it to the API. */
export interface LeadInput {
  externalRef: string;
  displayName: string;
  country: string;
  region?: string;
  city?: string;
  address?: string;
  industry?: string;
  source: string;
  phone?: string;
  contacts: { name: string; title: string }[];
}
