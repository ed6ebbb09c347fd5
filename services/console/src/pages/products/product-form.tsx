import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createProduct, PRODUCT_QUERIES, type Product, updateProduct } from '../../api/products';
import { sendSurely } from '../../api/sure';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { faultsByField } from '../../lib/problem';
import { emptyProduct, type ProductDraft, productDraftOf, toProduct } from '../../lib/product-draft';

interface Props {
  /** The product to be changed; undefined for a new one. */
  product?: Product;
  onClose(): void;
}

/** A new product, or the terms of one: orders keep what they were made with. */
export function ProductForm({ product, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ProductDraft>(() =>
    product
      ? productDraftOf(product, crypto.randomUUID())
      : emptyProduct(crypto.randomUUID(), i18n.language === 'zh' ? 'CNY' : 'EUR'),
  );
  const [own, setOwn] = useState<Record<string, string>>({});
  const save = useMutation({
    mutationFn: ({ id, ...values }: ReturnType<typeof toProduct>['body']) =>
      sendSurely(
        (requestId) =>
          product
            ? updateProduct(product.id, values, { etag: product.etag, requestId })
            : createProduct({ id, ...values }, requestId),
        draft.requestId,
      ),
    onSuccess: ({ displayName }) => {
      void message.success(t('product.saved', { name: displayName }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries(PRODUCT_QUERIES),
  });
  const refused = { ...faultsByField(save.error), ...own };
  const change = (part: Partial<ProductDraft>) => {
    setOwn({});
    setDraft({ ...draft, ...part, requestId: crypto.randomUUID() });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const { body, faults } = toProduct(draft);
    setOwn(faults);
    if (Object.keys(faults).length === 0) save.mutate(body);
  };
  const text = (key: 'id' | 'displayName' | 'category' | 'unit' | 'currencyCode' | 'price', fault: string) => (
    <Field label={t(`product.${key}`)} fault={refused[fault]}>
      <input
        className="field"
        value={draft[key]}
        disabled={key === 'id' && product !== undefined}
        inputMode={key === 'price' ? 'decimal' : undefined}
        onChange={({ target }) =>
          change({ [key]: key === 'currencyCode' ? target.value.toUpperCase() : target.value } as Partial<ProductDraft>)
        }
      />
    </Field>
  );
  const title = product ? t('product.edit', { name: product.displayName }) : t('product.new');
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      <div className="edit-fields">
        {text('id', 'id')}
        {text('displayName', 'displayName')}
        {text('category', 'category')}
        {text('unit', 'unit')}
        {text('price', 'listPrice.minorUnits')}
        {text('currencyCode', 'listPrice.currencyCode')}
      </div>
      <p>
        <label>
          <input
            type="checkbox"
            checked={draft.discontinued}
            onChange={({ target }) => change({ discontinued: target.checked })}
          />{' '}
          {t('product.discontinued')}
        </label>
      </p>
      <FormFault error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('product.save')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
