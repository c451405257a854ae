import type { Block, Statement, TransformerFactory, SourceFile, Visitor, Node } from 'typescript';
import type { TypeScript } from './typescript';
import { TICK } from './words';

/**
 * Has every round of every loop call {@link TICK}, so that the watchdog can raise its exception in the code: nothing
 * else interrupts JavaScript but the end of its worker.
 */
export const loopGuards =
  (ts: TypeScript): TransformerFactory<SourceFile> =>
  (context) => {
    const { factory } = context;

    const guarded = (body: Statement): Block => {
      const tick = factory.createExpressionStatement(
        factory.createCallExpression(factory.createIdentifier(TICK), undefined, []),
      );
      if (!ts.isBlock(body)) return factory.createBlock([tick, body], true);
      return factory.updateBlock(body, [tick, ...body.statements]);
    };

    const visit: Visitor = (node): Node => {
      const seen = ts.visitEachChild(node, visit, context);
      if (ts.isForStatement(seen)) {
        const { initializer, condition, incrementor, statement } = seen;
        return factory.updateForStatement(seen, initializer, condition, incrementor, guarded(statement));
      }
      if (ts.isForOfStatement(seen)) {
        const { awaitModifier, initializer, expression, statement } = seen;
        return factory.updateForOfStatement(seen, awaitModifier, initializer, expression, guarded(statement));
      }
      if (ts.isForInStatement(seen)) {
        return factory.updateForInStatement(seen, seen.initializer, seen.expression, guarded(seen.statement));
      }
      if (ts.isWhileStatement(seen)) {
        return factory.updateWhileStatement(seen, seen.expression, guarded(seen.statement));
      }
      if (ts.isDoStatement(seen)) return factory.updateDoStatement(seen, guarded(seen.statement), seen.expression);
      return seen;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
