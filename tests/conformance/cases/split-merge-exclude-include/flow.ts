import { FlowSpec, step, Parameter, type Inputs } from 'faultline';

export default class PickColumns extends FlowSpec {
  mode = Parameter({ default: 'exclude' });
  declare base: number;
  declare scratch: string;
  declare size: number;
  declare weight: number;

  @step()
  start() {
    this.base = 10;
    this.next(this.left, this.right);
  }

  @step()
  left() {
    this.scratch = 'left';
    this.size = 1;
    this.next(this.combine);
  }

  @step()
  right() {
    this.scratch = 'right';
    this.weight = 2;
    this.next(this.combine);
  }

  @step()
  combine(inputs: Inputs<PickColumns>) {
    const mode: string = this.mode;
    if (mode === 'exclude') this.mergeArtifacts(inputs, { exclude: ['scratch'] });
    else if (mode === 'include') this.mergeArtifacts(inputs, { include: ['size'] });
    else if (mode === 'both') this.mergeArtifacts(inputs, { include: ['size'], exclude: ['scratch'] });
    else this.mergeArtifacts(inputs, { include: ['size', 'height'] });
    this.next(this.end);
  }

  @step()
  end() {
    console.log('base' in this, 'scratch' in this, 'weight' in this);
  }
}
