import { describeLessons } from '../support/describeLessons';
import { typescriptRuns } from '../support/typescriptRuns';

describeLessons('typescript', typescriptRuns);
