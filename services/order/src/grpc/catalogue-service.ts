import { order as proto } from '@fairlead/proto';
import {
  alreadyExists,
  type CallerContext,
  commandCall,
  Faults,
  findReplay,
  invalidArgument,
  type MethodAccess,
  notFound,
  staleEtag,
} from '@fairlead/service-kit';
import type { Product } from '../domain/product';
import type { ProductRepository } from '../repository/product-repository';
import { PRODUCT_REPLY, toProduct } from './messages';
import { checkMoney } from './order-requests';

export const CATALOGUE_ACCESS: MethodAccess = {
  CreateProduct: ['admin'],
  GetProduct: 'any',
  ListProducts: 'any',
  UpdateProduct: ['admin'],
};

const FIELDS = ['display_name', 'category', 'unit', 'list_price', 'discontinued'];

/** The catalogue over gRPC. */
export class CatalogueGrpc implements proto.CatalogueServiceImplementation<CallerContext> {
  constructor(
    private readonly products: ProductRepository,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async createProduct(request: proto.CreateProductRequest, context: CallerContext): Promise<proto.Product> {
    const { id, value } = parseProduct(request, FIELDS);
    const call = commandCall(
      context,
      'CreateProduct',
      proto.CreateProductRequest,
      request,
      PRODUCT_REPLY,
      this.clock(),
    );
    const before = await this.products.store.find(id);
    if (before && !(before.creation && findReplay([before.creation], call.command))) {
      throw alreadyExists('PRODUCT_EXISTS', `There is a product ${id} already.`, { id });
    }
    const product = value as Product;
    const events = [told(id, FIELDS)];
    return (await this.products.store.create(id, product, events, call.context, call.command, call.reply)).reply;
  }

  async getProduct({ productId }: proto.GetProductRequest): Promise<proto.Product> {
    new Faults().slug('product_id', productId).throwIfAny();
    const doc = await this.products.store.find(productId);
    if (!doc) throw notFound('product', productId);
    return toProduct(doc);
  }

  async listProducts(
    request: proto.ListProductsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListProductsResponse> {
    const { docs, nextPageToken } = await this.products.list({ ...request, caller: principal.sub });
    return { products: docs.map(toProduct), nextPageToken };
  }

  async updateProduct(request: proto.UpdateProductRequest, context: CallerContext): Promise<proto.Product> {
    const fields = request.updateMask ?? [];
    const { id, value } = parseProduct(request, fields);
    const etag = request.product?.etag ?? '';
    new Faults()
      .check(fields.length > 0, 'update_mask', 'must name what changes')
      .check(
        fields.every((field) => FIELDS.includes(field)),
        'update_mask',
        `may name ${FIELDS.join(', ')}`,
      )
      .check(etag !== '', 'product.etag', 'is required: send back the one that was read')
      .throwIfAny();
    const call = commandCall(
      context,
      'UpdateProduct',
      proto.UpdateProductRequest,
      request,
      PRODUCT_REPLY,
      this.clock(),
    );
    const decide = (doc: { revision: number }) => {
      if (String(doc.revision) !== etag) throw staleEtag();
      return { set: value, events: [told(id, fields)] };
    };
    return (await this.products.store.change(id, decide, call.context, call.command, call.reply)).reply;
  }
}

const told = (productId: string, fields: string[]) => ({
  type: 'crm.order.product.updated.v1' as const,
  subject: productId,
  data: { productId, fields },
});

/** The named fields of a product, checked. */
function parseProduct(
  { product, requestId }: { product?: proto.Product; requestId: string },
  fields: string[],
): { id: string; value: Partial<Product> } {
  const faults = new Faults().uuid('request_id', requestId);
  if (!product) throw invalidArgument([...faults.found, { field: 'product', description: 'is required' }]);
  const { id, displayName, category, unit, listPrice, discontinued } = product;
  faults.slug('product.id', id);
  const value: Partial<Product> = {};
  if (fields.includes('display_name')) {
    faults.text('product.display_name', displayName.trim(), { min: 1, max: 200 });
    value.displayName = displayName.trim();
  }
  if (fields.includes('category')) {
    faults.text('product.category', category.trim(), { max: 100 });
    value.category = category.trim();
  }
  if (fields.includes('unit')) {
    faults.text('product.unit', unit.trim(), { max: 100 });
    value.unit = unit.trim();
  }
  if (fields.includes('list_price')) {
    if (listPrice) checkMoney('product.list_price', listPrice, faults);
    else faults.add('product.list_price', 'is required');
    value.currencyCode = listPrice?.currencyCode ?? '';
    value.listPriceMinorUnits = Number(listPrice?.minorUnits ?? 0n);
  }
  if (fields.includes('discontinued')) value.discontinued = discontinued;
  faults.throwIfAny();
  return { id, value };
}
