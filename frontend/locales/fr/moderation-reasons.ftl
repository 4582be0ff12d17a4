# Why a contribution is not shown, for its author and for everyone.
moderation-reason-off_topic = Cela parle d’autre chose.
moderation-reason-names_a_person = Cela nomme une personne.
moderation-reason-insult = Des mots peuvent blesser.
moderation-reason-personal_data = Cela donne une adresse, un numéro ou une information privée.
moderation-reason-duplicate = C’est déjà dit ailleurs.
moderation-reason-advertising = C’est de la publicité.
moderation-reason-other = Une autre raison.
moderation-reason-withdrawn = Son auteur l’a retirée.
