import { order as proto } from '@fairlead/proto';

const { OrderGrouping } = proto;
export type Grouping = proto.OrderGrouping;

/** What orders are told apart by; lines are only looked at for articles. */
const KEYS: Partial<Record<Grouping, unknown>> = {
  [OrderGrouping.ORDER_GROUPING_CUSTOMER]: '$customerId',
  [OrderGrouping.ORDER_GROUPING_YEAR]: { $substr: ['$orderDate', 0, 4] },
  [OrderGrouping.ORDER_GROUPING_MONTH]: { $substr: ['$orderDate', 0, 7] },
};

/** Stages that make `{ key, currencyCode, count, totalMinorUnits, lastOrderDate }` of orders. */
export function summaryStages(grouping: Grouping): object[] {
  const flat = {
    $project: {
      _id: 0,
      key: '$_id.key',
      currencyCode: '$_id.currencyCode',
      count: 1,
      totalMinorUnits: 1,
      lastOrderDate: 1,
    },
  };
  if (grouping === OrderGrouping.ORDER_GROUPING_PRODUCT) return [...perArticle(), flat];
  return [
    {
      $group: {
        _id: { key: KEYS[grouping] ?? '', currencyCode: '$currencyCode' },
        count: { $sum: 1 },
        totalMinorUnits: { $sum: '$totalMinorUnits' },
        lastOrderDate: { $max: '$orderDate' },
      },
    },
    flat,
  ];
}

/** An order counts once for an article, also when two of its lines name it. */
const perArticle = () => [
  { $unwind: '$lines' },
  {
    $group: {
      _id: { order: '$_id', key: '$lines.productId', currencyCode: '$currencyCode' },
      amount: { $sum: '$lines.amountMinorUnits' },
      orderDate: { $max: '$orderDate' },
    },
  },
  {
    $group: {
      _id: { key: '$_id.key', currencyCode: '$_id.currencyCode' },
      count: { $sum: 1 },
      totalMinorUnits: { $sum: '$amount' },
      lastOrderDate: { $max: '$orderDate' },
    },
  },
];
