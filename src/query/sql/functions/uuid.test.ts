import { testAnswers } from './text/answers.fixture.ts';

testAnswers({
  'a UUID has its form, and is another each time': [
    ['length(CAST(uuid() AS varchar))', 36],
    ['uuid() = uuid()', false],
  ],
});
