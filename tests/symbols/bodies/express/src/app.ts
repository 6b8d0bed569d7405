import express, { Request, Response } from 'express';
import { create, list, remove, wrapped } from './controllers';
import { CreateItem, Item, itemInput } from './types';

const app = express();
app.get('/items', list); // => - Item[] 200
app.post('/items', create); // => itemInput Item 201
app.delete('/items/:id', remove); // => - - 204
app.get('/wrapped', asyncHandler(wrapped)); // => - -
app.put( // => CreateItem Item 200
  '/items/:id', // the line above is the one that counts
  async (req: Request<{ id: string }, Item, CreateItem>, res: Response<Item>) => {
    res.json(await store.put(req.body));
  },
);
app.patch('/items/:id', asyncHandler(async (req, res) => { // => CreateItem the object in line 18 200
  const input: CreateItem = req.body;
  res.json({ id: req.params.id, title: input.title, count: 1, 'in-stock': true });
}));
app.post('/spread', (req, res) => { res.json({ ...req.body, id: 1 }); }); // => - - 200
app.post('/asserted', (req, res) => { res.status(202).send(load(req.body as CreateItem) as Item); }); // => CreateItem Item 202
app.post('/two', (req, res) => { // => itemInput - 200,201
  if (req.query.x) return res.status(201).json(itemInput.parse(req.body));
  res.json({ id: 1 });
});
app.get('/view', (req, res) => res.render('view')); // => - -
app.route('/chained').get((_req, res) => res.json({ ok: true })); // => - the object in line 27 200
