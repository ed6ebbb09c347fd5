import { csvShape } from './csv-shape';

it.each([
  ['name;address\nA;"Main St 1, Berlin, DE"\nB;Side St 2, Bonn\n', ';'],
  ['name\tphone\nA, B\t1\nC, D\t2\n', '\t'],
  ['a|b|c\n1|2|3\n', '|'],
  ['a,b\n"x;y;z",2\n"x;y;z",3\n', ','],
  ['客户名称,电话\n"上海; 测试",1\n', ','],
  ['name\nA\nB\n', ','],
  ['sep=;\na,x;b\n1,y;2\n', ';'],
])('the delimiter of %j is %j', (sample, delimiter) => {
  expect(csvShape(sample, true).delimiter).toBe(delimiter);
});

it('does not count a record that the sample cuts off', () => {
  expect(csvShape('a;b\n1;2\n3', false).delimiter).toBe(';');
});
