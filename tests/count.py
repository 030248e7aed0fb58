# SPDX-License-Identifier: MIT
"""Add up the cases of JUnit reports. The last line is 'N passed, N failed, N skipped'; exit 1 where one failed."""
import sys
from xml.etree import ElementTree

passed = failed = skipped = 0
for report in sys.argv[1:]:
    for case in ElementTree.parse(report).iter('testcase'):
        name = f"{case.get('classname')}: {case.get('name')}"
        if case.find('failure') is not None or case.find('error') is not None:
            failed += 1
            print('failed', name)
        elif case.find('skipped') is not None:
            skipped += 1
            print('skipped', name)
        else:
            passed += 1
if passed + failed == 0:
    sys.exit('xrom: no test ran')
print(f'{passed} passed, {failed} failed, {skipped} skipped')
sys.exit(1 if failed else 0)
