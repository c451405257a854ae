import { assert } from '../model/assert';

const root = document.querySelector('#app');
assert(root, 'index.html has the element that the page is drawn into');
root.textContent = 'Faultline';
