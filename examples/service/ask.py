# examples/service/ask.py
import json
from datetime import date
from pathlib import Path

from pathway.client import PathwayClient, ServiceError

asked = json.loads(Path("examples/service/advise.json").read_text())
with PathwayClient("http://localhost:8002") as service:
    advice = service.advise(asked["patient"], as_of=date(2026, 11, 20))
    print(advice.outcome, "·", advice.plan[0].do, "·", len(advice.questions), "questions")
    answers = {question.attribute: False for question in advice.questions if question.red_flag}
    later = service.advise(asked["patient"], answers=answers, as_of=date(2026, 11, 20))
    print(later.red_flags, "·", later.plan[0].do, "·", later.plan[0].what)
    why = service.why("acupuncture", asked["patient"], answers=answers, as_of=date(2026, 11, 20))
    print(why.state, "·", why.if_answered[0])
    try:
        service.questions(asked["patient"], answers={"platlets": 240})
    except ServiceError as error:
        print(error.status, error.problems[0])
