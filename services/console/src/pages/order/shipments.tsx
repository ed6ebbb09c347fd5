import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Order, receiveShipment, type Shipment } from '../../api/orders';
import { useSession } from '../../app/session';
import { useOrderCommand } from './use-order-command';

/** What has left, and what of it has arrived. */
export function Shipments({ order, editable }: { order: Order; editable: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="shipments">
      <h2 id="shipments">{t('order.shipments')}</h2>
      {order.shipments.length === 0 && <p className="quiet">{t('order.noShipments')}</p>}
      <ul className="tasks">
        {order.shipments.map((shipment) => (
          <Item key={shipment.id} order={order} shipment={shipment} editable={editable} />
        ))}
      </ul>
    </section>
  );
}

function Item({ order, shipment, editable }: { order: Order; shipment: Shipment; editable: boolean }) {
  const { t } = useTranslation();
  const { time, user } = useSession();
  const receive = useOrderCommand(
    order,
    (requestId) => receiveShipment(order.id, { shipmentId: shipment.id, receivedBy: user.displayName }, requestId),
    () => t('order.received', { number: order.number }),
  );
  const { carrier, trackingNumber, shipTime, receiveTime, receivedBy, lines } = shipment;
  const nameOfLine = (lineNumber: number) =>
    order.lines.find(({ number }) => number === lineNumber)?.productName ?? String(lineNumber);
  return (
    <li>
      <span className="task-what">
        {lines.map(({ lineNumber, quantity }) => `${quantity} × ${nameOfLine(lineNumber)}`).join(', ')}
        <span className="quiet small">
          {[t('order.left', { time: time(shipTime) }), carrier, trackingNumber].filter(Boolean).join(' · ')}
        </span>
        {receiveTime && (
          <span className="quiet small">
            {t('order.arrived', { time: time(receiveTime) })}
            {receivedBy && ` · ${receivedBy}`}
          </span>
        )}
      </span>
      {editable && !receiveTime && (
        <Button size="small" loading={receive.isPending} onClick={() => receive.mutate()}>
          {t('order.receive')}
        </Button>
      )}
    </li>
  );
}
