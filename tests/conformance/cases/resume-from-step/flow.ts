import { FlowSpec, step, type Inputs } from 'faultline';

export default class Rebuild extends FlowSpec {
  declare base: number;
  declare size: number;
  declare sizes: number[];

  @step()
  start() {
    this.base = 1;
    this.next(this.index_text, this.index_images);
  }

  @step()
  index_text() {
    this.size = 10;
    this.next(this.publish);
  }

  @step()
  index_images() {
    this.size = 20;
    this.next(this.publish);
  }

  @step()
  publish(inputs: Inputs<Rebuild>) {
    this.sizes = [inputs.index_text.size, inputs.index_images.size];
    this.next(this.end);
  }

  @step()
  end() {
    console.log(this.sizes);
  }
}
