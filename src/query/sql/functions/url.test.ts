import { INVALID, testAnswers } from './text/answers.fixture.ts';

const URL = "'https://ann@logs.example:8443/a%20b/c?x=1%2B1&y&x=2#top'";

testAnswers({
  'parts of a URL': [
    [`url_extract_protocol(${URL})`, 'https'],
    [`url_extract_host(${URL})`, 'logs.example'],
    [`url_extract_port(${URL})`, 8443],
    [`url_extract_path(${URL})`, '/a b/c'],
    [`url_extract_query(${URL})`, 'x=1+1&y&x=2'],
    [`url_extract_fragment(${URL})`, 'top'],
  ],
  'parameters: the first of a name, empty without a value': [
    [`url_extract_parameter(${URL}, 'x')`, '1+1'],
    [`url_extract_parameter(${URL}, 'y')`, ''],
    [`url_extract_parameter(${URL}, 'z')`, null],
  ],
  'a part that is not there is empty, no URL is NULL': [
    ["url_extract_host('mailto:ann@example')", ''],
    ["url_extract_query('/only/path')", ''],
    ["url_extract_port('/only/path')", null],
    ["url_extract_host('with blank')", null],
    ["url_extract_host('1x:y')", null],
    ["url_extract_path('http://')", null],
    ["url_extract_path('%zz')", null],
  ],
  hosts: [
    ["url_extract_host('http://10.0.0.1/')", '10.0.0.1'],
    ["url_extract_host('http://[2001:db8::1]:1/')", '[2001:db8::1]'],
    ["url_extract_host('http://under_score.example/')", ''],
    ["url_extract_host('http://grün.example/')", ''],
  ],
  'encoding as forms do it': [
    ["url_encode('a b*ü~')", 'a+b*%C3%BC%7E'],
    ["url_decode('a+b%C3%BC')", 'a bü'],
    ["url_decode('%4')", INVALID],
    ["url_decode('%zz')", INVALID],
  ],
});
