/** Something that is sold. Its id is the article number. */
export interface Product {
  displayName: string;
  category: string;
  unit: string;
  currencyCode: string;
  /** Price of one unit before discounts, in smallest units. */
  listPriceMinorUnits: number;
  discontinued: boolean;
}
