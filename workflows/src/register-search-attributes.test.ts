import { type Operator, registerSearchAttributes } from './register-search-attributes';

/** A namespace that keeps attributes and refuses those that it has, as Temporal does. */
class Namespace implements Operator {
  readonly customAttributes: Record<string, number> = {};

  async listSearchAttributes() {
    return { customAttributes: { ...this.customAttributes } };
  }

  async addSearchAttributes({ searchAttributes }: { searchAttributes: Record<string, number> }) {
    if (Object.keys(searchAttributes).some((name) => name in this.customAttributes)) throw new Error('ALREADY_EXISTS');
    Object.assign(this.customAttributes, searchAttributes);
  }
}

describe('registerSearchAttributes', () => {
  it('adds what is missing, and nothing the second time', async () => {
    const namespace = new Namespace();
    namespace.customAttributes.FairleadKind = 2;
    expect(await registerSearchAttributes(namespace, 'default')).toHaveLength(5);
    expect(namespace.customAttributes).toMatchObject({ FairleadKind: 2, FairleadOwner: 2, FairleadDue: 6 });
    expect(await registerSearchAttributes(namespace, 'default')).toEqual([]);
  });

  it('is content when another one adds them at the same time', async () => {
    const namespace = new Namespace();
    const both = [registerSearchAttributes(namespace, 'default'), registerSearchAttributes(namespace, 'default')];
    await Promise.all(both);
    expect(Object.keys(namespace.customAttributes)).toHaveLength(6);
  });

  it('hands on a refusal', async () => {
    const namespace = new Namespace();
    namespace.addSearchAttributes = () => Promise.reject(new Error('PERMISSION_DENIED'));
    await expect(registerSearchAttributes(namespace, 'default')).rejects.toThrow('PERMISSION_DENIED');
  });
});
